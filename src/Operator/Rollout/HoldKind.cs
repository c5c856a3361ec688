namespace Operator.Rollout;

/// <summary>What a closed gate means to a person.</summary>
internal enum HoldKind
{
    /// <summary>It opens by itself.</summary>
    Waiting,

    /// <summary>Somebody closed it on purpose.</summary>
    Paused,

    /// <summary>Somebody has to change something.</summary>
    Refused,
}
