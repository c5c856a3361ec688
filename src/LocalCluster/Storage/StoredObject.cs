namespace LocalCluster.Storage;

/// <summary>
/// One version of one object, never changed after it is stored. <see cref="Json"/> is the UTF-8 text that clients get, its resource
/// version included; fields are what field selectors may ask for, taken out once when the object is written.
/// </summary>
internal sealed record StoredObject(
    string Namespace,
    string Name,
    long Revision,
    ReadOnlyMemory<byte> Json,
    IReadOnlyDictionary<string, string> Fields);
