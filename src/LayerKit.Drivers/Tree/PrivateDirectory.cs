namespace LayerKit.Drivers.Tree;

/// <summary>Directories of a driver's own, which hold what a layer's files may not show to everybody.</summary>
internal static class PrivateDirectory
{
    /// <summary>Makes a directory that only its owner can enter; one that is there stays as it is.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
