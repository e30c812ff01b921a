using System.Formats.Tar;
using System.Runtime.CompilerServices;
using LayerKit.Identity;

namespace LayerKit.Cli.Reading;

/// <summary>Reads layers without a mount, by the tars that were registered.</summary>
internal static class LayerTar
{
    /// <summary>The members of a layer's own tar; at its end all of it has been verified.</summary>
    public static async IAsyncEnumerable<LayerMember> MembersAsync(Layer layer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using Stream tar = layer.OpenTar();
        await using TarReader reader = new(tar, leaveOpen: true);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (LayerMember.Of(entry) is { } member)
            {
                yield return member;
            }
        }

        await tar.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>A layer and those below it, top first. Each is the caller's until the next is asked for.</summary>
    public static IEnumerable<Layer> Chain(LayerStore store, Layer top)
    {
        for (ChainId? next = top.ChainId; next is { } chainId;)
        {
            using Layer layer = store.Get(chainId);
            yield return layer;
            next = layer.Parent;
        }
    }

    /// <summary>What a whole chain holds, whiteouts carried out, by path.</summary>
    public static async Task<SortedDictionary<string, (LayerMember Member, string Layer)>> MergeAsync(LayerStore store, Layer top, CancellationToken cancellationToken)
    {
        SortedDictionary<string, (LayerMember, string)> merged = new(StringComparer.Ordinal);
        HiddenPaths hidden = new();
        foreach (Layer layer in Chain(store, top))
        {
            List<LayerMember> members = [];
            await foreach (LayerMember member in MembersAsync(layer, cancellationToken))
            {
                members.Add(member);
                if (member.Kind is not (MemberKind.Whiteout or MemberKind.Opaque) && !hidden.Covers(member.Path))
                {
                    merged.TryAdd(member.Path, (member, layer.ChainId.ToString()));
                }
            }

            members.ForEach(hidden.Add);
        }

        return merged;
    }
}
