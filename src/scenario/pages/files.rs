//! Pages on maps and tables.

use super::Piece::{Fields, Map, Table, Words};
use super::{Page, page};

/// M050 to M063.
pub const PAGES: &[Page] = &[
    page(
        "M050",
        Fields,
        r#"map: "oresnd""#,
        r#"map: "oresund""#,
        "Write the name as the hint has it. A file of yours needs its ending, `.geojson`. Without a map leave the field out.",
    ),
    page(
        "M051",
        Fields,
        r#"map: "my-bordr.geojson""#,
        r#"map: "my-border.geojson""#,
        "See whether the name is right and the file may be read. The way to it starts in the folder of the scenario.",
    ),
    page(
        "M052",
        Map,
        r#"{"type": "Topology", "objects": {}}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        "Export the map as GeoJSON: in QGIS by `Export, Save Features As`, of a TopoJSON by mapshaper. A shapefile, a KML or a \
         picture with another ending is none.",
    ),
    page(
        "M053",
        Fields,
        r#"map: "my-border.geojson", regions: (a: (on_map: ["Westmrk"]))"#,
        r#"map: "my-border.geojson", regions: (a: (on_map: ["Westmark"]))"#,
        "Take a name that the message lists. Where the map calls the property otherwise, such as `NAME_1`, rename it to \
         `name` in your GIS program. Points and lines are no land.",
    ),
    page(
        "M054",
        Fields,
        r#"map: "my-border.geojson", regions: (a: (on_map: ["Westmark", "Eastmark"]), b: (on_map: ["Eastmark"]))"#,
        r#"map: "my-border.geojson", regions: (a: (on_map: ["Westmark"]), b: (on_map: ["Eastmark"]))"#,
        "Take the feature out of one of the lists. If one feature covers both sides, cut it in two in a GIS program.",
    ),
    page(
        "M055",
        Map,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[353800, 5429000], [573100, 5429000], [570000, 5650000], [353800, 5429000]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[573100, 5429000], [792700, 5429000], [780000, 5650000], [573100, 5429000]]]}}]}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        "Export the map once more with the coordinate system WGS 84 (EPSG:4326): QGIS asks for it, and \
         `ogr2ogr -t_srs EPSG:4326 out.geojson in.shp` does it.",
    ),
    page(
        "M056",
        Words,
        "the coasts of a continent in 60 MB",
        "the two regions and their neighbours, with a point every kilometre or so",
        "Keep the features that are needed and simplify the rest: mapshaper does both \
         (`-filter`, `-simplify 5%`), and so does QGIS.",
    ),
    page(
        "M057",
        Map,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "LineString", "coordinates": [[7, 49], [7, 51]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "LineString", "coordinates": [[13, 49], [13, 51]]}}]}"#,
        r#"{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"name": "Westmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[7, 49], [10, 49], [10, 51], [7, 51], [7, 49]]]}},
{"type": "Feature", "properties": {"name": "Eastmark"}, "geometry": {"type": "Polygon",
 "coordinates": [[[10, 49], [13, 49], [13, 51], [10, 51], [10, 49]]]}}]}"#,
        "Take the feature that has the outline of the region, not that of its border or its capital; lines are made areas in \
         QGIS by `Lines to polygons`.",
    ),
    page(
        "M060",
        Table,
        "year;value;unit;source\n2005;2000;persons;judgement\n2010;2500;persons;judgement",
        "year,value,unit,source\n2005,2000,persons,judgement\n2010,2500,persons,judgement",
        "Export the table with commas between the columns and a point as the decimal sign, and give it the head that is \
         shown. `marchland explain tables` has the rules.",
    ),
    page(
        "M061",
        Table,
        "year,value,unit,source\n2005,2000,persons,judgement\n2010,2.5,thousand persons,judgement",
        "year,value,unit,source\n2005,2000,persons,judgement\n2010,2500,persons,judgement",
        "Bring all rows to one unit, that of the series. Figures that were counted in another way are another series.",
    ),
    page(
        "M062",
        Fields,
        r#"history: { "illustration": (fitted: (2005, 2013), judged: (2010, 2015)) }"#,
        r#"history: { "illustration": (fitted: (2005, 2010), judged: (2011, 2015)) }"#,
        "Let `judged` begin after the last fitted year. With few points fit on the earlier half and judge on the later.",
    ),
    page(
        "M063",
        Table,
        "year,value,unit,source\n2005,2,thousand persons,judgement\n2010,2.5,thousand persons,judgement",
        "year,value,unit,source\n2005,2000,persons,judgement\n2010,2500,persons,judgement",
        "Write the unit of the series as the table has it and let `scale` turn the model's share into it, or write the values \
         of the table in the unit of the series.",
    ),
];
