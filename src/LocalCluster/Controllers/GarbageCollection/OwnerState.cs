namespace LocalCluster.Controllers.GarbageCollection;

/// <summary>How an owner stands to its dependent.</summary>
internal enum OwnerState
{
    /// <summary>It is there: the dependent stays.</summary>
    Solid,

    /// <summary>It waits for its dependents to go before it goes itself.</summary>
    Waiting,

    /// <summary>It is gone, or there is another object of its name now.</summary>
    Absent,
}
