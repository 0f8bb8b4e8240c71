/** A GeoJSON point as stored: [longitude, latitude], WGS 84 (RFC 7946). */
export interface GeoPointRecord {
  type: 'Point';
  coordinates: [longitude: number, latitude: number];
}
