using System.Globalization;
using System.Runtime.InteropServices;
using Kubernetes.Models;
using Kubernetes.Models.Core;

namespace LocalCluster.Node.Registration;

/// <summary>What the Node object says about this machine.</summary>
internal static class MachineFacts
{
    public static IReadOnlyDictionary<string, Quantity> Capacity() => new Dictionary<string, Quantity>
    {
        ["cpu"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["ephemeral-storage"] = Kibibytes(DiskSize()),
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = Kibibytes(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes),
        ["pods"] = "110",
    };

    public static NodeSystemInfo System(string kubernetesVersion) => new()
    {
        Architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        },
        BootID = ReadLine("/proc/sys/kernel/random/boot_id"),
        ContainerRuntimeVersion = $"process://{Environment.Version}",
        KernelVersion = ReadLine("/proc/sys/kernel/osrelease"),
        KubeletVersion = kubernetesVersion,
        MachineID = ReadLine("/etc/machine-id"),
        OperatingSystem = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux",
        OsImage = RuntimeInformation.OSDescription,
        SystemUUID = ReadLine("/etc/machine-id"),
    };

    private static long DiskSize()
    {
        try
        {
            return new DriveInfo("/").TotalSize;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string Kibibytes(long bytes) => (bytes / 1024).ToString(CultureInfo.InvariantCulture) + "Ki";

    private static string ReadLine(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
