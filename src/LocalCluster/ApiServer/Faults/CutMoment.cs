namespace LocalCluster.ApiServer.Faults;

/// <summary>When a connection is dropped.</summary>
public enum CutMoment
{
    /// <summary>Before the request is carried out.</summary>
    BeforeWork,

    /// <summary>After it was carried out, with no byte of the answer.</summary>
    AfterWork,

    /// <summary>In the middle of the answer; of a watch, in the middle of an event.</summary>
    InAnswer,

    /// <summary>As <see cref="InAnswer"/>, after the first byte of a multi-byte character; what has none is let through and not counted.</summary>
    InCharacter,
}
