using LayerKit.Identity;

namespace LayerKit.MSBuild.Incremental;

/// <summary>Where the <c>docker</c> metadata store keeps a layer's record: Docker's layerdb, <c>image/DRIVER/layerdb/sha256/CHAINID</c>.</summary>
/// <remarks>
/// A look at it answers an unchanged build without opening the store, for whose one lock it would have to wait while another build imports.
/// It can only say yes: roots of other metadata stores have no such directory, and the store itself is asked.
/// </remarks>
internal static class RecordDirectory
{
    public static bool Exists(string storePath, string driver, string chainId) =>
        ChainId.TryParse(chainId, out ChainId parsed) && Directory.Exists(Path.Combine(storePath, "image", driver, "layerdb", "sha256", parsed.Hex));
}
