using System.Security.Cryptography;
using LayerKit.Identity;

namespace LayerKit.Images.Blobs;

/// <summary>Hashes what is there.</summary>
internal static class Hashed
{
    private const int BlockSize = 256 * 1024;

    public static Digest DigestOf(Stream content, CancellationToken token)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[BlockSize];
        int count;
        while ((count = content.Read(block)) > 0)
        {
            token.ThrowIfCancellationRequested();
            hash.AppendData(block, 0, count);
        }

        return Digest.FromHash(hash.GetHashAndReset());
    }
}
