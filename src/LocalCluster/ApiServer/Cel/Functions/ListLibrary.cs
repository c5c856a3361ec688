using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Functions of lists: Kubernetes' own (isSorted, sum, min, max, indexOf) and those of CEL (slice, sort, distinct …).</summary>
internal static class ListLibrary
{
    private static readonly CelType AnyList = List(Library.A);
    private static readonly CelType[] Comparable = [Int, Uint, Floating, Bool, Duration, Timestamp, Text, Bytes];
    private static readonly (CelType Type, object Zero)[] Summable = [(Int, 0L), (Uint, 0UL), (Floating, 0.0), (Duration, new CelDuration(0))];

    public static readonly Library Functions = PerType(new Library())
        .Member("indexOf", Int, [AnyList, Library.A], a => IndexOf((CelList)a[0], a[1], last: false))
        .Member("lastIndexOf", Int, [AnyList, Library.A], a => IndexOf((CelList)a[0], a[1], last: true))
        .Member("slice", AnyList, [AnyList, Int, Int], a => Slice((CelList)a[0], (long)a[1], (long)a[2]))
        .Member("flatten", List(Dyn), [List(AnyList)], a => ItemList.Of(Flatten((CelList)a[0], 1)))
        .Member("flatten", List(Dyn), [List(Dyn), Int], a => (long)a[1] < 0 ? new CelError("level must be non-negative") : ItemList.Of(Flatten((CelList)a[0], (long)a[1])))
        .Member("distinct", AnyList, [AnyList], a => Distinct((CelList)a[0]))
        .Member("reverse", AnyList, [AnyList], a => ItemList.Of(((CelList)a[0]).Items().Reverse()))
        .Global("lists.range", List(Int), [Int], a => ItemList.Of(Enumerable.Range(0, (int)Math.Clamp((long)a[0], 0, int.MaxValue)).Select(object (i) => (long)i)));

    private static Library PerType(Library library)
    {
        foreach (var type in Comparable)
        {
            library.Member("isSorted", Bool, [List(type)], a => IsSorted((CelList)a[0]));
            library.Member("max", type, [List(type)], a => Extreme((CelList)a[0], "max", 1));
            library.Member("min", type, [List(type)], a => Extreme((CelList)a[0], "min", -1));
            library.Member("sort", List(type), [List(type)], a => SortBy((CelList)a[0], (CelList)a[0]));
            library.Member("@sortByAssociatedKeys", AnyList, [AnyList, List(type)], a => SortBy((CelList)a[0], (CelList)a[1]));
        }

        foreach (var (type, zero) in Summable)
            library.Member("sum", type, [List(type)], a => Sum((CelList)a[0], zero));
        return library;
    }

    private static object Sum(CelList list, object zero)
    {
        var add = FunctionTable.Find(Syntax.Operators.Add)!;
        foreach (var item in list.Items())
            zero = OverloadCall.Invoke(add, [zero, item]);
        return zero;
    }

    private static object IsSorted(CelList list)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (CelOrder.Compare(list[i - 1], list[i]) is not { } order)
                return CelError.NoSuchOverload;
            if (order > 0)
                return CelBool.False;
        }

        return CelBool.True;
    }

    private static object Extreme(CelList list, string name, int direction)
    {
        if (list.Count == 0)
            return new CelError($"{name} called on empty list");
        var best = list[0];
        foreach (var item in list.Items())
        {
            if (CelOrder.Compare(item, best) is not { } order)
                return CelError.NoSuchOverload;
            best = order == direction ? item : best;
        }

        return best;
    }

    private static object SortBy(CelList list, CelList keys)
    {
        if (keys.Items().Any(key => CelOrder.Compare(key, keys[0]) is null))
            return new CelError("list elements must have the same type");
        var ordered = Enumerable.Range(0, list.Count).Order(Comparer<int>.Create((a, b) => CelOrder.Compare(keys[a], keys[b])!.Value));
        return ItemList.Of(ordered.Select(i => list[i]));
    }

    private static long IndexOf(CelList list, object value, bool last)
    {
        for (var i = 0; i < list.Count; i++)
        {
            var at = last ? list.Count - 1 - i : i;
            if (CelEquality.Same(list[at], value))
                return at;
        }

        return -1;
    }

    private static object Slice(CelList list, long start, long end)
    {
        if (start < 0 || end < 0)
            return new CelError($"cannot slice({start}, {end}), negative indexes not supported");
        if (start > end)
            return new CelError($"cannot slice({start}, {end}), start index must be less than or equal to end index");
        return end > list.Count
            ? new CelError($"cannot slice({start}, {end}), list is length {list.Count}")
            : ItemList.Of(list.Items().Skip((int)start).Take((int)(end - start)));
    }

    private static IEnumerable<object> Flatten(CelList list, long depth) =>
        list.Items().SelectMany(item => item is CelList inner && depth > 0 ? Flatten(inner, depth - 1) : [item]);

    private static ItemList Distinct(CelList list)
    {
        var seen = new List<object>();
        foreach (var item in list.Items())
        {
            if (!seen.Exists(other => CelEquality.Same(other, item)))
                seen.Add(item);
        }

        return ItemList.Of(seen);
    }
}
