"""Files to reports, removals and passages; manifests; the place of the study."""
