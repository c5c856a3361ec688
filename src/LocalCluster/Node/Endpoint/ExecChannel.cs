namespace LocalCluster.Node.Endpoint;

/// <summary>The first byte of every message of the remote command protocol (v4 and v5.channel.k8s.io; KEP-4006).</summary>
internal enum ExecChannel : byte
{
    Input = 0,
    Output = 1,
    Error = 2,
    Status = 3,
    Resize = 4,

    /// <summary>v5 only: the channel named by the second byte has ended.</summary>
    Close = 255,
}
