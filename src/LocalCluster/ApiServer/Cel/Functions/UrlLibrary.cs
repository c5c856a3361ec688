using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;
using UriFormat = LocalCluster.ApiServer.Schemas.UriFormat;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>URLs and their parts.</summary>
internal static class UrlLibrary
{
    public static readonly Library Functions = new Library()
        .Global("url", Url, [Text], a => CelUrl.Parse((string)a[0]))
        .Global("isURL", Bool, [Text], a => CelBool.Of(UriFormat.IsRequestUri((string)a[0])))
        .Member("getScheme", Text, [Url], a => Of(a).Scheme)
        .Member("getHost", Text, [Url], a => Of(a).Host)
        .Member("getHostname", Text, [Url], a => Of(a).Hostname)
        .Member("getPort", Text, [Url], a => Of(a).Port)
        .Member("getEscapedPath", Text, [Url], a => Of(a).Path)
        .Member("getQuery", Map(Text, List(Text)), [Url], a => Of(a).Parameters());

    private static CelUrl Of(object[] arguments) => (CelUrl)arguments[0];
}
