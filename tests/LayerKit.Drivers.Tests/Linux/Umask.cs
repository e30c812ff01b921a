using System.Runtime.InteropServices;

namespace LayerKit.Drivers.Tests.Linux;

/// <summary>The process's umask, of which .NET knows nothing.</summary>
internal static partial class Umask
{
    /// <summary>Sets it and returns what it was.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    public static partial uint Set(uint mask);
}
