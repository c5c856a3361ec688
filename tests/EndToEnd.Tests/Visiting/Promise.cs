namespace EndToEnd.Tests.Visiting;

/// <summary>What an app owes its users while something happens to it. Under each of them, what was acknowledged is kept, at every moment.</summary>
internal enum Promise
{
    /// <summary>Not one request fails.</summary>
    NoRequestFails,

    /// <summary>Pods go away while users speak with them: a request may fail, and no acknowledged visit is lost.</summary>
    NoVisitIsLost,

    /// <summary>For a while there is no pod at all and requests do fail; no acknowledged visit is lost, and then everybody is served again.</summary>
    DownForAWhile,

    /// <summary>No pod is left at the end; the volumes keep every acknowledged visit.</summary>
    DownForGood,
}
