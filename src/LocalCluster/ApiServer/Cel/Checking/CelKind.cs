namespace LocalCluster.ApiServer.Cel.Checking;

internal enum CelKind
{
    Dyn,
    Error,
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Duration,
    Timestamp,
    List,
    Map,
    Object,
    Type,
    Opaque,
    Parameter,
}
