namespace Operator.Rollout;

/// <summary>What a closed gate means to a person.</summary>
internal enum WaitKind
{
    /// <summary>Pods, volumes or visits are on the move, and have progressDeadlineSeconds to come further.</summary>
    Moving,

    /// <summary>It opens by itself, and takes the time that it takes.</summary>
    Waiting,

    /// <summary>Somebody closed it on purpose.</summary>
    Paused,

    /// <summary>Somebody has to change something.</summary>
    Refused,
}
