using LocalCluster.ApiServer.Cel.Syntax;
using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Values that may be missing: <c>oldSelf</c> of a rule with <c>optionalOldSelf</c>, and what <c>?.</c> and <c>[?]</c> give.</summary>
internal static class OptionalLibrary
{
    private static readonly Checking.CelType Wrapped = Optional(Library.A);
    private static readonly Checking.CelType AnyList = List(Library.A);
    private static readonly Checking.CelType AnyMap = Map(Library.A, Library.B);

    public static readonly Library Functions = new Library()
        .Global("optional.of", Wrapped, [Library.A], a => new CelOptional(a[0]))
        .Global("optional.ofNonZeroValue", Wrapped, [Library.A], a => IsZero(a[0]) ? CelOptional.None : new CelOptional(a[0]))
        .Global("optional.none", Wrapped, [], _ => CelOptional.None)
        .Member("value", Library.A, [Wrapped], a => O(a, 0).Value ?? new CelError("optional.none() dereference"))
        .Member("hasValue", Bool, [Wrapped], a => CelBool.Of(O(a, 0).HasValue))
        .Member("or", Wrapped, [Wrapped, Wrapped], a => O(a, 0).HasValue ? a[0] : a[1])
        .Member("orValue", Library.A, [Wrapped, Library.A], a => O(a, 0).Value ?? a[1])
        .Global(Operators.Index, Optional(Library.A), [Optional(AnyList), Int], a => Inside(O(a, 0), a[1]))
        .Global(Operators.Index, Optional(Library.B), [Optional(AnyMap), Library.A], a => Inside(O(a, 0), a[1]))
        .Global(Operators.OptionalIndex, Optional(Library.A), [AnyList, Int], a => Found(a[0], a[1]))
        .Global(Operators.OptionalIndex, Optional(Library.A), [Optional(AnyList), Int], a => Inside(O(a, 0), a[1]))
        .Global(Operators.OptionalIndex, Optional(Library.B), [AnyMap, Library.A], a => Found(a[0], a[1]))
        .Global(Operators.OptionalIndex, Optional(Library.B), [Optional(AnyMap), Library.A], a => Inside(O(a, 0), a[1]));

    private static CelOptional O(object[] arguments, int index) => (CelOptional)arguments[index];

    private static CelOptional Inside(CelOptional container, object key) => container.Value is { } value ? Found(value, key) : CelOptional.None;

    private static CelOptional Found(object container, object key) =>
        CollectionLibrary.At(container, key) is var value and not CelError ? new CelOptional(value) : CelOptional.None;

    private static bool IsZero(object value) => value switch
    {
        bool flag => !flag,
        long number => number == 0,
        ulong number => number == 0,
        double number => number == 0,
        string text => text == "",
        CelList list => list.Count == 0,
        CelMap map => map.Count == 0,
        CelDuration duration => duration.Nanoseconds == 0,
        CelBytes bytes => bytes.Content.IsEmpty,
        CelNull => true,
        _ => false,
    };
}
