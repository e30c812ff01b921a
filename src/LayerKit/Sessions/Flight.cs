using LayerKit.Identity;
using Microsoft.Win32.SafeHandles;

namespace LayerKit.Sessions;

/// <summary>One register that nobody else does at the same time. Disposing lets the next one go.</summary>
internal sealed class Flight(SafeFileHandle file, string resultPath, bool hasWaited) : IDisposable
{
    /// <summary>The layer that came of the flight that this one waited for; null when it did not wait, or that one failed.</summary>
    public ChainId? Outcome => hasWaited && ChainId.TryParse(ReadResult(), out ChainId chainId) ? chainId : null;

    /// <summary>Leaves word for those that wait.</summary>
    public void Land(ChainId chainId)
    {
        string temporary = $"{resultPath}.{Guid.NewGuid():N}";
        File.WriteAllText(temporary, chainId.ToString());
        File.Move(temporary, resultPath, overwrite: true);
    }

    /// <summary>Gives the lock back; closing the descriptor does that.</summary>
    public void Dispose() => file.Dispose();

    private string? ReadResult()
    {
        try
        {
            return File.ReadAllText(resultPath);
        }
        catch (FileNotFoundException)
        {
            // That flight failed, or its result was swept.
            return null;
        }
    }
}
