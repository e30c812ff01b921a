namespace LayerKit.Drivers.Tree;

/// <summary>A tree together with what it should have but cannot.</summary>
internal sealed record RecordedTree(string Root, DeviationLog Deviations)
{
    /// <summary>Whether a layer is there, and its record of deviations can be read.</summary>
    public static DriverPresence PresenceOf(string root, string deviations)
    {
        if (!Directory.Exists(root))
        {
            return DriverPresence.Absent;
        }

        try
        {
            DeviationFile.Read(deviations);
            return DriverPresence.Committed;
        }
        catch (Exception e) when (e is InvalidDataException or UnauthorizedAccessException)
        {
            return DriverPresence.Damaged;
        }
    }
}
