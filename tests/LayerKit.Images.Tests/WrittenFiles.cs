using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace LayerKit.Images.Tests;

/// <summary>Reads what was written, with other people's code.</summary>
internal static class WrittenFiles
{
    /// <summary>Contents of a tar's regular files by name.</summary>
    public static Dictionary<string, byte[]> OfTar(string path)
    {
        using TarReader reader = new(File.OpenRead(path));
        Dictionary<string, byte[]> files = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType == TarEntryType.RegularFile)
            {
                using MemoryStream content = new();
                entry.DataStream?.CopyTo(content);
                files.Add(entry.Name, content.ToArray());
            }
        }

        return files;
    }

    /// <summary>Contents of a directory's files by relative name.</summary>
    public static Dictionary<string, byte[]> OfDirectory(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(path, file), File.ReadAllBytes);

    /// <summary>The names, and the documents among the contents, indented.</summary>
    public static string Describe(Dictionary<string, byte[]> files)
    {
        StringBuilder text = new();
        foreach ((string name, byte[] content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.Append(name).Append('\n');
            if (content is [(byte)'{' or (byte)'[', ..])
            {
                text.Append(JsonNode.Parse(content)!.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })).Append('\n');
            }
        }

        return text.ToString();
    }

    public static byte[] Decompress(byte[] blob, string program)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, ["-dc"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        using MemoryStream plain = new();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(plain);
        process.StandardInput.BaseStream.Write(blob);
        process.StandardInput.Close();
        copy.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return plain.ToArray();
    }
}
