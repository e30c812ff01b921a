namespace LayerKit.Tests;

/// <summary>Reads streams to their end.</summary>
internal static class Bytes
{
    public static byte[] OfTar(Layer layer)
    {
        using Stream tar = layer.OpenTar();
        return OfStream(tar);
    }

    public static byte[] OfStream(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
