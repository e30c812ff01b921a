using System.Text;
using LayerKit.Errors;

namespace LayerKit.Registering;

/// <summary>Cleans the names of tar members: relative to the root, no empty, <c>.</c> or <c>..</c> parts, no trailing slash.</summary>
/// <remarks>An absolute name is taken as relative to the layer's root, as every extractor of images does. <c>..</c> goes up inside the root only.</remarks>
internal sealed class EntryPath
{
    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>The clean path that <see cref="Set"/> made; empty for the root. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Clean => _buffer.AsSpan(0, _length);

    /// <summary>The part after the last slash.</summary>
    public ReadOnlySpan<byte> LastPart => Clean[(Clean.LastIndexOf((byte)'/') + 1)..];

    /// <summary>The part before the last slash, empty for a path in the root.</summary>
    public ReadOnlySpan<byte> Directory => Clean[..Math.Max(0, Clean.LastIndexOf((byte)'/'))];

    /// <summary>Cleans a name.</summary>
    /// <exception cref="UnsafeTarEntryException">The name leaves the root, or has a NUL in it.</exception>
    public void Set(ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)0))
        {
            throw new UnsafeTarEntryException(Text(name), "its name has a NUL byte in it");
        }

        Reserve(name.Length + 1);
        _length = 0;
        foreach (Range part in name.Split((byte)'/'))
        {
            Append(name, name[part]);
        }
    }

    /// <summary>A name for messages: UTF-8 with replacement characters, and control characters escaped so that it stays on one line.</summary>
    public static string Text(ReadOnlySpan<byte> name)
    {
        StringBuilder text = new();
        foreach (char c in Encoding.UTF8.GetString(name))
        {
            text.Append(char.IsControl(c) ? $"\\x{(int)c:x2}" : c.ToString());
        }

        return text.ToString();
    }

    private void Append(ReadOnlySpan<byte> name, ReadOnlySpan<byte> part)
    {
        if (part.IsEmpty || part.SequenceEqual("."u8))
        {
            return;
        }

        if (part.SequenceEqual(".."u8))
        {
            GoUp(name);
            return;
        }

        if (_length > 0)
        {
            _buffer[_length++] = (byte)'/';
        }

        part.CopyTo(_buffer.AsSpan(_length));
        _length += part.Length;
    }

    private void GoUp(ReadOnlySpan<byte> name)
    {
        if (_length == 0)
        {
            throw new UnsafeTarEntryException(Text(name), "its name leaves the layer's root");
        }

        _length = Directory.Length;
    }

    private void Reserve(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = new byte[length * 2];
        }
    }
}
