namespace Operator.Api;

/// <summary>The two sets of pods that an app may have. Only blue/green uses the second one.</summary>
public static class Colour
{
    public const string Blue = "blue";
    public const string Green = "green";

    public static string Other(string colour) => colour == Blue ? Green : Blue;
}
