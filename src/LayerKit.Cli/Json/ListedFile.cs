using System.Text.Json;
using LayerKit.Cli.Reading;

namespace LayerKit.Cli.Json;

/// <summary>One member of <c>files</c>. The mode is in octal digits; the link is a target, verbatim for a symbolic one.</summary>
internal sealed record ListedFile(
    string Path, string Type, long Size, string Mode, int Uid, int Gid, DateTimeOffset Mtime, string? Link)
{
    /// <summary>The ChainID of the layer that it is from.</summary>
    public required string Layer { get; init; }

    public static ListedFile Of(LayerMember member, string layer) => new(
        "/" + member.Path,
        JsonNamingPolicy.CamelCase.ConvertName(member.Kind.ToString()),
        member.Kind == MemberKind.File ? member.Entry.Length : 0,
        Convert.ToString((int)member.Entry.Mode, 8).PadLeft(4, '0'),
        member.Entry.Uid,
        member.Entry.Gid,
        member.Entry.ModificationTime,
        member.Entry.LinkName.Length == 0 ? null : member.Entry.LinkName)
    {
        Layer = layer,
    };
}
