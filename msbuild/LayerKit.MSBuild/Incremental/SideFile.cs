using System.Text;

namespace LayerKit.MSBuild.Incremental;

/// <summary>Writes the small files that a build keeps in its intermediate directory; they appear whole or not at all.</summary>
internal static class SideFile
{
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string beside = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllBytes(beside, content);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Writes lines when they differ from what is there, so that the file's time says when they last changed.</summary>
    /// <returns>Whether it wrote.</returns>
    public static bool WriteIfChanged(string path, IEnumerable<string> lines)
    {
        string text = string.Join('\n', lines) + "\n";
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return false;
        }

        Write(path, Encoding.UTF8.GetBytes(text));
        return true;
    }
}
