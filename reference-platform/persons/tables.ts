/** The subject library of natural persons (自然人库). */
export interface PersonTables {
  persons: {
    id_number: string;
    name: string;
  };
}
