namespace Kubernetes.Runtime.Leadership;

/// <summary>What came of trying to take or renew a lease.</summary>
internal enum LeaseAttempt
{
    /// <summary>The server has stored that we hold it.</summary>
    Held,

    /// <summary>Somebody else holds it.</summary>
    Taken,

    /// <summary>We held it, and it is not there any more: somebody deleted it.</summary>
    Gone,

    /// <summary>Nobody knows: the server refused, did not answer, or another write came first.</summary>
    Failed,
}
