namespace LayerKit.Archive;

/// <summary>STUB: a directory as a reproducible tar: sorted by bytes, owner 0:0, fixed time, modes and symbolic links kept.</summary>
public static class DirectoryTar
{
    public static Stream Open(string directory, DirectoryTarOptions? options = null) => throw new NotImplementedException();
}
