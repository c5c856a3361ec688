namespace Operator.Api;

/// <summary>The conditions in a CounterApp's status. All are good when True, apart from Progressing, which is True while something moves.</summary>
public static class ConditionType
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string StorageReady = "StorageReady";
    public const string TrafficReady = "TrafficReady";
    public const string Ready = "Ready";
}
