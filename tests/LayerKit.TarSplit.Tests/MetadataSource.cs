namespace LayerKit.TarSplit.Tests;

/// <summary>A tar from its metadata alone: the segments as they were, zeros for the payloads.</summary>
internal sealed class MetadataSource(TarSplitReader reader) : TarSource
{
    public override ReadOnlyMemory<byte> ReadBlock()
    {
        while (reader.Read())
        {
            if (reader.Kind == TarSplitEntryKind.Segment || reader.Size > 0)
            {
                return reader.Kind == TarSplitEntryKind.Segment ? reader.Payload.ToArray() : new byte[reader.Size];
            }
        }

        return default;
    }
}
