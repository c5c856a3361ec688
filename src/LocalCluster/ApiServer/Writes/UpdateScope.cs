namespace LocalCluster.ApiServer.Writes;

/// <summary>Which part of an object an update may touch.</summary>
internal enum UpdateScope
{
    /// <summary>All but the status, where that is a subresource.</summary>
    Main,

    /// <summary>Only the status (of built-in kinds: and the metadata).</summary>
    StatusOnly,

    /// <summary>The server's own change of any part: nothing is put back, and the kind's rules are not asked.</summary>
    Internal,
}
