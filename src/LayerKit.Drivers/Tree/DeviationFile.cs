using System.Text;
using System.Text.Json;

namespace LayerKit.Drivers.Tree;

/// <summary>Keeps a <see cref="DeviationLog"/> as JSON lines, names and values in base64 because they may be any bytes.</summary>
internal static class DeviationFile
{
    /// <summary>Reads a log; a file that is not there is an empty one.</summary>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    public static DeviationLog Read(string file)
    {
        DeviationLog log = new();
        if (!File.Exists(file))
        {
            return log;
        }

        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            try
            {
                log.Record(Parse(line));
            }
            catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
            {
                throw new InvalidDataException($"line {number} of {file} is not a record of LayerKit: {e.Message}", e);
            }
        }

        return log;
    }

    /// <summary>Writes a log in one go, or removes the file when there is nothing to say.</summary>
    public static void Write(string file, DeviationLog log)
    {
        if (log.IsEmpty)
        {
            File.Delete(file);
            return;
        }

        string draft = file + ".new";
        File.WriteAllLines(draft, log.All.Select(Format));
        File.Move(draft, file, overwrite: true);
    }

    private static Deviation Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        return new Deviation(root.GetProperty("path").GetBytesFromBase64(), Enum.Parse<LayerEntryType>(root.GetProperty("type").GetString() ?? ""))
        {
            Mode = root.GetProperty("mode").GetInt32(),
            UserId = root.GetProperty("uid").GetInt64(),
            GroupId = root.GetProperty("gid").GetInt64(),
            DeviceMajor = root.GetProperty("major").GetUInt32(),
            DeviceMinor = root.GetProperty("minor").GetUInt32(),
            ModifiedTime = new UnixTime(root.GetProperty("seconds").GetInt64(), root.GetProperty("nanoseconds").GetInt32()),
            IsAbsent = root.GetProperty("absent").GetBoolean(),
            Xattrs = [.. root.GetProperty("xattrs").EnumerateArray().Select(ParseXattr)],
        };
    }

    private static Xattr ParseXattr(JsonElement pair) => new(pair[0].GetBytesFromBase64(), pair[1].GetBytesFromBase64());

    private static string Format(Deviation deviation)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteBase64String("path", deviation.Path);
            json.WriteString("type", deviation.Type.ToString());
            json.WriteNumber("mode", deviation.Mode);
            json.WriteNumber("uid", deviation.UserId);
            json.WriteNumber("gid", deviation.GroupId);
            json.WriteNumber("major", deviation.DeviceMajor);
            json.WriteNumber("minor", deviation.DeviceMinor);
            json.WriteNumber("seconds", deviation.ModifiedTime.Seconds);
            json.WriteNumber("nanoseconds", deviation.ModifiedTime.Nanoseconds);
            json.WriteBoolean("absent", deviation.IsAbsent);
            json.WriteStartArray("xattrs");
            foreach (Xattr xattr in deviation.Xattrs)
            {
                json.WriteStartArray();
                json.WriteBase64StringValue(xattr.Name.Span);
                json.WriteBase64StringValue(xattr.Value.Span);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
