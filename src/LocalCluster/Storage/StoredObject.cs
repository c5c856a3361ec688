namespace LocalCluster.Storage;

/// <summary>
/// One version of one object, never changed after it is stored. <see cref="Json"/> is the UTF-8 text that clients get, its resource
/// version included; labels and fields are what selectors may ask for, taken out once when the object is written.
/// </summary>
internal sealed record StoredObject(
    string Namespace,
    string Name,
    long Revision,
    ReadOnlyMemory<byte> Json,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Fields);
