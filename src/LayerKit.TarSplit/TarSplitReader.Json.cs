using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.Json;

namespace LayerKit.TarSplit;

public sealed partial class TarSplitReader
{
    private long _statedPosition;
    private bool _hasRawName;

    private void Parse(ReadOnlySpan<byte> line)
    {
        ClearEntry();
        try
        {
            var json = new Utf8JsonReader(line);
            ReadFields(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed("it is not the JSON object expected", e);
        }

        CheckEntry();
    }

    private void ClearEntry()
    {
        _name.Clear();
        _payload.Clear();
        (Kind, Size, Crc, _statedPosition, _hasRawName) = (TarSplitEntryKind.None, 0, 0, -1, false);
    }

    private void ReadFields(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed("it is not a JSON object");
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref json);
        }

        // One object per line: this throws when anything follows.
        json.Read();
    }

    private void ReadField(ref Utf8JsonReader json)
    {
        if (Next(ref json, "type"u8))
        {
            Kind = (TarSplitEntryKind)json.GetInt32();
        }
        else if (Next(ref json, "name"u8))
        {
            ReadName(ref json);
        }
        else if (Next(ref json, "name_raw"u8))
        {
            ReadBase64(ref json, _name);
            _hasRawName = _name.Length > 0;
        }
        else if (Next(ref json, "size"u8))
        {
            Size = json.GetInt64();
        }
        else if (Next(ref json, "payload"u8))
        {
            ReadBase64(ref json, _payload);
        }
        else if (Next(ref json, "position"u8))
        {
            _statedPosition = json.GetInt64();
        }
        else
        {
            json.Skip();
        }
    }

    private static bool Next(ref Utf8JsonReader json, ReadOnlySpan<byte> name) => json.ValueTextEquals(name) && json.Read();

    private void ReadName(ref Utf8JsonReader json)
    {
        if (!_hasRawName)
        {
            ReadString(ref json, _name);
        }
    }

    private void ReadBase64(ref Utf8JsonReader json, ByteBuffer target)
    {
        ReadString(ref json, target);
        int length = target.Length;
        target.Clear();
        if (Base64.DecodeFromUtf8InPlace(target.GetSpan(length)[..length], out int written) != OperationStatus.Done)
        {
            throw Malformed("its base64 is malformed");
        }

        target.Advance(written);
    }

    private static void ReadString(ref Utf8JsonReader json, ByteBuffer target)
    {
        target.Clear();
        if (json.TokenType != JsonTokenType.Null)
        {
            target.Advance(json.CopyString(target.GetSpan(json.ValueSpan.Length)));
        }
    }

    private void CheckEntry()
    {
        if (Kind is not (TarSplitEntryKind.File or TarSplitEntryKind.Segment))
        {
            throw Malformed($"its type {(int)Kind} is unknown");
        }

        if (_statedPosition != _next)
        {
            throw Malformed($"it says that its position is {_statedPosition}");
        }

        if (Kind == TarSplitEntryKind.File)
        {
            CheckFile();
        }
    }

    private void CheckFile()
    {
        if (Size < 0)
        {
            throw Malformed("its size is negative");
        }

        if (Size > 0)
        {
            Crc = _payload.Length == sizeof(ulong)
                ? BinaryPrimitives.ReadUInt64BigEndian(_payload.Written)
                : throw Malformed("the checksum of a file has not 8 bytes");
        }
    }

    private TarSplitFormatException Malformed(string reason, Exception? inner = null) => _error = new TarSplitFormatException(reason, _next, inner);
}
