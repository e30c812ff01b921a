using System.Formats.Tar;

namespace LayerKit.Cli.Reading;

/// <summary>One member of a layer's tar: what it says of which path.</summary>
/// <param name="Path">Its path without slashes at the ends; of a whiteout, what it hides.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Entry">The member itself, whose content can be read until the next one.</param>
internal sealed record LayerMember(string Path, MemberKind Kind, TarEntry Entry)
{
    private const string Prefix = ".wh.";
    private const string Opaque = ".wh..wh..opq";
    private const string MetadataPrefix = ".wh..wh.";

    /// <summary>Understands a member as the store does; null for what makes no file.</summary>
    public static LayerMember? Of(TarEntry entry)
    {
        string path = Clean(entry.Name);
        int slash = path.LastIndexOf('/');
        string directory = slash < 0 ? "" : path[..slash];
        string name = path[(slash + 1)..];
        return name switch
        {
            _ when entry.EntryType == TarEntryType.GlobalExtendedAttributes => null,
            Opaque => new LayerMember(directory, MemberKind.Opaque, entry),
            _ when name.StartsWith(MetadataPrefix, StringComparison.Ordinal) => null,
            _ when name.StartsWith(Prefix, StringComparison.Ordinal) => new LayerMember(Join(directory, name[Prefix.Length..]), MemberKind.Whiteout, entry),
            _ => new LayerMember(path, KindOf(entry.EntryType), entry),
        };
    }

    /// <summary>A path as layers know it: <c>./etc//hosts</c> and <c>/etc/hosts</c> are <c>etc/hosts</c>.</summary>
    public static string Clean(string path)
    {
        List<string> parts = [];
        foreach (string part in path.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static string Join(string directory, string name) => directory.Length == 0 ? name : $"{directory}/{name}";

    private static MemberKind KindOf(TarEntryType type) => type switch
    {
        TarEntryType.Directory => MemberKind.Directory,
        TarEntryType.SymbolicLink => MemberKind.Symlink,
        TarEntryType.HardLink => MemberKind.HardLink,
        TarEntryType.CharacterDevice => MemberKind.CharacterDevice,
        TarEntryType.BlockDevice => MemberKind.BlockDevice,
        TarEntryType.Fifo => MemberKind.Fifo,
        _ => MemberKind.File,
    };
}
