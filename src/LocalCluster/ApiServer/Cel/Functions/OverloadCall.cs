using LocalCluster.ApiServer.Cel.Checking;
using LocalCluster.ApiServer.Cel.Values;
using LocalCluster.ApiServer.Schemas;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Chooses among the forms of a function by the values it is called with.</summary>
internal static class OverloadCall
{
    public static object Invoke(IReadOnlyList<Overload> overloads, object[] arguments)
    {
        for (var i = 0; i < overloads.Count; i++)
        {
            if (Fits(overloads[i].Parameters, arguments))
                return overloads[i].Body(arguments);
        }

        return CelError.NoSuchOverload;
    }

    private static bool Fits(IReadOnlyList<CelType> parameters, object[] arguments)
    {
        if (parameters.Count != arguments.Length)
            return false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!Fits(parameters[i], arguments[i]))
                return false;
        }

        return true;
    }

    private static bool Fits(CelType type, object value) => type.Kind switch
    {
        CelKind.Bool => value is bool,
        CelKind.Int => value is long,
        CelKind.Uint => value is ulong,
        CelKind.Double => value is double,
        CelKind.String => value is string,
        CelKind.Bytes => value is CelBytes,
        CelKind.Duration => value is CelDuration,
        CelKind.Timestamp => value is DateTimeOffset,
        CelKind.List => value is CelList,
        CelKind.Map or CelKind.Object => value is CelMap,
        CelKind.Type => value is CelTypeValue,
        CelKind.Null => value is CelNull,
        CelKind.Opaque => type.IsOptional ? value is CelOptional : CelText.TypeName(value) == type.Name,
        _ => true,
    };
}
