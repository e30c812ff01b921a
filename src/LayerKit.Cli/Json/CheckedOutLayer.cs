using System.IO.Enumeration;
using LayerKit.Drivers;
using LayerKit.Identity;

namespace LayerKit.Cli.Json;

/// <summary>What <c>checkout</c> wrote: regular files, each name counted.</summary>
internal sealed record CheckedOutLayer(string ChainId, string Directory, long Files, long Bytes, OmittedFile[] Omitted)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true };

    public static CheckedOutLayer Of(ChainId chainId, string directory, IReadOnlyList<CheckoutOmission> omissions)
    {
        string path = Path.GetFullPath(directory);
        long files = 0;
        long bytes = 0;
        foreach (long length in Lengths(path))
        {
            files++;
            bytes += length;
        }

        return new(chainId.ToString(), path, files, bytes, [.. omissions.Select(omission => new OmittedFile(omission.Path, omission.IsAbsent))]);
    }

    private static FileSystemEnumerable<long> Lengths(string directory) => new(directory, (ref FileSystemEntry entry) => entry.Length, Everything)
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => (entry.Attributes & FileAttributes.ReparsePoint) == 0,
    };
}
