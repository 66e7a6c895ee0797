/** The registered service items (事项). */
export interface ServiceItemTables {
  service_items: {
    code: string;
    /** The item as JSON, in the shape of `serviceItemSchema`. */
    definition: string;
  };
}
