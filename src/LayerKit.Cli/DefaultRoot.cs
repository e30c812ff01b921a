using static System.Environment;

namespace LayerKit.Cli;

/// <summary>Where the store is when <c>--root</c> does not say.</summary>
internal static class DefaultRoot
{
    public static string Path => GetEnvironmentVariable("LAYERKIT_ROOT") is { Length: > 0 } root ? root : OfUser;

    // .NET's LocalApplicationData is XDG_DATA_HOME where there is one; without DoNotVerify it is empty until the directory exists.
    private static string OfUser => IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/layerkit"
        : System.IO.Path.Combine(GetFolderPath(SpecialFolder.LocalApplicationData, SpecialFolderOption.DoNotVerify), "layerkit");
}
