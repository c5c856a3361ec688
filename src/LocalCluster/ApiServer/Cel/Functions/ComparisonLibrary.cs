using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Less and greater, for values of one type and across the numeric types.</summary>
internal static class ComparisonLibrary
{
    private static readonly (CelType Left, CelType Right)[] Comparable =
    [
        (Bool, Bool), (Int, Int), (Int, Floating), (Int, Uint), (Uint, Uint), (Uint, Floating), (Uint, Int), (Floating, Floating), (Floating, Int),
        (Floating, Uint), (Text, Text), (Bytes, Bytes), (Timestamp, Timestamp), (Duration, Duration),
    ];

    public static readonly Library Functions = Declare(
        ("_<_", order => order < 0), ("_<=_", order => order <= 0), ("_>_", order => order > 0), ("_>=_", order => order >= 0));

    private static Library Declare(params (string Name, Func<int, bool> Holds)[] operators)
    {
        var library = new Library();
        foreach (var (name, holds) in operators)
        {
            foreach (var (left, right) in Comparable)
                library.Global(name, Bool, [left, right], a => Compare(a, holds));
        }

        return library;
    }

    private static object Compare(object[] arguments, Func<int, bool> holds) =>
        CelOrder.Compare(arguments[0], arguments[1]) is { } order ? CelBool.Of(holds(order)) : new CelError("NaN values cannot be ordered");
}
