namespace LocalCluster.GoValues;

/// <summary>One field of a Go struct; without a name on the wire its own fields stand in its parent.</summary>
internal sealed record GoField(string Name, string? Wire, string Type);
