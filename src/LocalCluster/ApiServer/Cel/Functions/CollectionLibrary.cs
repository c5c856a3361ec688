using System.Text;
using LocalCluster.ApiServer.Cel.Syntax;
using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Sizes, membership and indexing of lists and maps, and lists as sets.</summary>
internal static class CollectionLibrary
{
    private static readonly Checking.CelType AnyList = List(Library.A);
    private static readonly Checking.CelType AnyMap = Map(Library.A, Library.B);

    public static readonly Library Functions = new Library()
        .Global("size", Int, [Bytes], a => (long)((CelBytes)a[0]).Content.Length)
        .Member("size", Int, [Bytes], a => (long)((CelBytes)a[0]).Content.Length)
        .Global("size", Int, [AnyList], a => (long)((CelList)a[0]).Count)
        .Member("size", Int, [AnyList], a => (long)((CelList)a[0]).Count)
        .Global("size", Int, [AnyMap], a => (long)((CelMap)a[0]).Count)
        .Member("size", Int, [AnyMap], a => (long)((CelMap)a[0]).Count)
        .Global("size", Int, [Text], a => Length((string)a[0]))
        .Member("size", Int, [Text], a => Length((string)a[0]))
        .Global(Operators.Index, Library.A, [AnyList, Int], a => At((CelList)a[0], a[1]))
        .Global(Operators.Index, Library.B, [AnyMap, Library.A], a => At((CelMap)a[0], a[1]))
        .Global(Operators.In, Bool, [Library.A, AnyList], a => CelBool.Of(Contains((CelList)a[1], a[0])))
        .Global(Operators.In, Bool, [Library.A, AnyMap], a => CelBool.Of(((CelMap)a[1]).Find(a[0]) is not null))
        .Global(Operators.MapInsert, AnyMap, [AnyMap, Library.A, Library.B], a => ((EntryMap)a[0]).With(a[1], a[2]))
        .Global(Operators.MapInsert, AnyMap, [AnyMap, AnyMap], a => InsertAll((EntryMap)a[0], (CelMap)a[1]))
        .Global("sets.contains", Bool, [AnyList, AnyList], a => CelBool.Of(ContainsAll((CelList)a[0], (CelList)a[1])))
        .Global("sets.equivalent", Bool, [AnyList, AnyList], a => CelBool.Of(ContainsAll((CelList)a[0], (CelList)a[1]) && ContainsAll((CelList)a[1], (CelList)a[0])))
        .Global("sets.intersects", Bool, [AnyList, AnyList], a => CelBool.Of(((CelList)a[1]).Items().Any(item => Contains((CelList)a[0], item))));

    public static bool Contains(CelList list, object value)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (CelEquality.Same(list[i], value))
                return true;
        }

        return false;
    }

    /// <summary>The item or value, or the error that there is none.</summary>
    public static object At(object container, object key)
    {
        if (container is CelMap map)
            return map.Find(key) ?? new CelError($"no such key: {CelText.Loose(key)}");
        if (container is not CelList list)
            return CelError.NoSuchOverload;
        if (EntryMap.Normalized(key) is not long index)
            return new CelError($"unsupported index type '{CelText.TypeName(key)}' in list");
        return index >= 0 && index < list.Count ? list[(int)index] : new CelError($"index out of bounds: {index}");
    }

    private static bool ContainsAll(CelList list, CelList wanted) => wanted.Items().All(item => Contains(list, item));

    private static long Length(string text) => text.EnumerateRunes().Count();

    private static object InsertAll(EntryMap map, CelMap added)
    {
        object result = map;
        foreach (var key in added.Keys)
        {
            if (result is EntryMap current)
                result = current.With(key, added.Find(key)!);
        }

        return result;
    }
}
