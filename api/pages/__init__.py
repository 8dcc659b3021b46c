"""The pages: HTML for exporters, officers and supervisors. They translate between forms and `cases`."""
