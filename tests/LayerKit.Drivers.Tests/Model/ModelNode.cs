namespace LayerKit.Drivers.Tests.Model;

/// <summary>A file of the model; two paths with the same object are two names of one file.</summary>
internal sealed class ModelNode(LayerEntryType type, int mode, string content, string xattrs)
{
    public bool IsDirectory => type == LayerEntryType.Directory;

    public string Describe(string sameAs) => Line(type, mode, content, xattrs, sameAs);

    /// <summary>How a file is told apart, without the time of a directory, which nobody says when no entry names it.</summary>
    public static string Line(LayerEntryType type, int mode, string content, string xattrs, string sameAs) =>
        $"{type} {Convert.ToString(mode, 8)} '{content}' '{xattrs}' same as '{sameAs}'";
}
