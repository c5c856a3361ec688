using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Amounts of resources. <c>sign</c> is a function and not a method, as the server declares it.</summary>
internal static class QuantityLibrary
{
    public static readonly Library Functions = new Library()
        .Global("quantity", Quantity, [Text], a => Parse((string)a[0]))
        .Global("isQuantity", Bool, [Text], a => CelBool.Of(Parse((string)a[0]) is ResourceQuantity))
        .Global("sign", Int, [Quantity], a => (long)Q(a, 0).Billionths.Sign)
        .Member("isGreaterThan", Bool, [Quantity, Quantity], a => CelBool.Of(Compare(a) > 0))
        .Member("isLessThan", Bool, [Quantity, Quantity], a => CelBool.Of(Compare(a) < 0))
        .Member("compareTo", Int, [Quantity, Quantity], a => (long)Compare(a))
        .Member("asApproximateFloat", Floating, [Quantity], a => Q(a, 0).ToDouble())
        .Member("asInteger", Int, [Quantity], a => Q(a, 0).ToInteger() is { } whole ? whole : new CelError("cannot convert value to integer"))
        .Member("isInteger", Bool, [Quantity], a => CelBool.Of(Q(a, 0).ToInteger() is not null))
        .Member("add", Quantity, [Quantity, Quantity], a => Q(a, 0).Plus(Q(a, 1)))
        .Member("add", Quantity, [Quantity, Int], a => Q(a, 0).Plus(ResourceQuantity.FromInteger((long)a[1])))
        .Member("sub", Quantity, [Quantity, Quantity], a => Q(a, 0).Minus(Q(a, 1)))
        .Member("sub", Quantity, [Quantity, Int], a => Q(a, 0).Minus(ResourceQuantity.FromInteger((long)a[1])));

    private static ResourceQuantity Q(object[] arguments, int index) => (ResourceQuantity)arguments[index];

    private static int Compare(object[] arguments) => Q(arguments, 0).Billionths.CompareTo(Q(arguments, 1).Billionths);

    private static object Parse(string text) => ResourceQuantity.Parse(text, out var complaint) ?? (object)new CelError(complaint!);
}
