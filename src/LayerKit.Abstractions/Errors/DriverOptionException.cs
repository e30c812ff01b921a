using LayerKit.Registration;

namespace LayerKit.Errors;

/// <summary>Options of a driver or metadata store are not known or have bad values.</summary>
public sealed class DriverOptionException : LayerKitException
{
    /// <summary>Reports it.</summary>
    /// <param name="driver">The driver's name.</param>
    /// <param name="problems">Every problem.</param>
    public DriverOptionException(string driver, IReadOnlyList<OptionProblem> problems)
        : base("LK0304", $"bad options for driver {driver}: {string.Join("; ", problems)}")
    {
        Driver = driver;
        Problems = problems;
    }

    /// <summary>The driver.</summary>
    public string Driver { get; }

    /// <summary>Every problem of the list of options.</summary>
    public IReadOnlyList<OptionProblem> Problems { get; }
}
