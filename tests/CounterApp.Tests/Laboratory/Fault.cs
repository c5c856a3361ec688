namespace CounterApp.Tests.Laboratory;

/// <summary>How a step on the disk fails.</summary>
internal enum Fault
{
    None,

    /// <summary>It is refused and did nothing.</summary>
    Before,

    /// <summary>It is reported as failed, and was done all the same.</summary>
    After,

    /// <summary>It is reported as done, and was not.</summary>
    Unnoticed,
}
