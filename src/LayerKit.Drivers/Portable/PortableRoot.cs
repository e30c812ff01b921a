using System.Text;
using LayerKit.Drivers.Tree;
using LayerKit.Errors;

namespace LayerKit.Drivers.Portable;

/// <summary>Finds paths below a root with .NET's means, following links inside and refusing those that lead out.</summary>
internal sealed class PortableRoot(string root)
{
    private const int MaxLinks = 40;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly char[] Unusable = Path.GetInvalidFileNameChars();

    /// <summary>Where a clean path is, its last part not followed.</summary>
    /// <exception cref="UnsafeTarEntryException">A link on the way leads out of the root, or in a circle.</exception>
    /// <exception cref="UnsupportedTarEntryException">This system cannot have such a name.</exception>
    public string Find(ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return root;
        }

        string directory = Follow(CleanPath.Parent(path));
        return Path.Combine(directory, Text(CleanPath.Name(path)));
    }

    /// <summary>Where a clean path is, its last part followed too.</summary>
    public string Follow(ReadOnlySpan<byte> path)
    {
        string shown = EntryText.Of(path);
        Stack<string> parts = new();
        Push(parts, Text(path));
        string current = root;
        int links = 0;
        while (parts.TryPop(out string? part))
        {
            // A drive letter in a link's target would replace the whole path.
            if (part.IndexOfAny(Unusable) >= 0)
            {
                throw new UnsafeTarEntryException(shown, "a link on its way leads out of the layer");
            }

            string next = part == ".." ? Above(current, shown) : Path.Combine(current, part);
            string? target = part == ".." ? null : new FileInfo(next).LinkTarget;
            if (target is null)
            {
                current = next;
                continue;
            }

            links++;
            current = Path.IsPathRooted(target) ? root : current;
            Push(parts, links <= MaxLinks ? target : throw new UnsafeTarEntryException(shown, "its links lead in a circle"));
        }

        return current;
    }

    /// <summary>The clean path of a place below the root.</summary>
    public byte[] PathOf(string place) =>
        place.Length == root.Length ? [] : Strict.GetBytes(Path.GetRelativePath(root, place).Replace(Path.DirectorySeparatorChar, '/'));

    private string Above(string current, string shown) => current.Length > root.Length
        ? Path.GetDirectoryName(current)!
        : throw new UnsafeTarEntryException(shown, "a link on its way leads out of the layer");

    private static void Push(Stack<string> parts, string path)
    {
        foreach (string part in path.Split('/', Path.DirectorySeparatorChar).Reverse().Where(static part => part is not ("" or ".")))
        {
            parts.Push(part);
        }
    }

    private static string Text(ReadOnlySpan<byte> path)
    {
        try
        {
            string text = Strict.GetString(path);
            return text.Replace("/", "", StringComparison.Ordinal).IndexOfAny(Unusable) < 0
                ? text
                : throw new UnsupportedTarEntryException(text, "this system cannot have such a name");
        }
        catch (DecoderFallbackException)
        {
            throw new UnsupportedTarEntryException(EntryText.Of(path), "its name is not UTF-8, which only the Linux engine can keep");
        }
    }
}
