using LocalCluster.ApiServer.Cel.Values;
using static LocalCluster.ApiServer.Cel.Checking.CelType;

namespace LocalCluster.ApiServer.Cel.Functions;

/// <summary>Semantic versions.</summary>
internal static class SemverLibrary
{
    public static readonly Library Functions = new Library()
        .Global("semver", Semver, [Text], a => CelSemver.Parse((string)a[0], normalize: false))
        .Global("semver", Semver, [Text, Bool], a => CelSemver.Parse((string)a[0], (bool)a[1]))
        .Global("isSemver", Bool, [Text], a => CelBool.Of(CelSemver.Parse((string)a[0], normalize: false) is CelSemver))
        .Global("isSemver", Bool, [Text, Bool], a => CelBool.Of(CelSemver.Parse((string)a[0], (bool)a[1]) is CelSemver))
        .Member("major", Int, [Semver], a => Of(a, 0).Major)
        .Member("minor", Int, [Semver], a => Of(a, 0).Minor)
        .Member("patch", Int, [Semver], a => Of(a, 0).Patch)
        .Member("compareTo", Int, [Semver, Semver], a => (long)Math.Sign(Of(a, 0).CompareTo(Of(a, 1))))
        .Member("isGreaterThan", Bool, [Semver, Semver], a => CelBool.Of(Of(a, 0).CompareTo(Of(a, 1)) > 0))
        .Member("isLessThan", Bool, [Semver, Semver], a => CelBool.Of(Of(a, 0).CompareTo(Of(a, 1)) < 0));

    private static CelSemver Of(object[] arguments, int index) => (CelSemver)arguments[index];
}
