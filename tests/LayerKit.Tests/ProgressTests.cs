namespace LayerKit.Tests;

/// <summary>What a caller is told while a layer is registered.</summary>
public sealed class ProgressTests
{
    [Fact]
    public async Task One_big_file_shows_progress_and_the_last_report_says_how_it_ended()
    {
        await using StoreFixture fixture = await StoreFixture.OpenAsync();
        byte[] tar = new TarBuilder().File("big", new string('x', 5 << 20)).Build();
        using Layer first = await fixture.Store.RegisterAsync(new MemoryStream(tar), progress: new Reports(out List<LayerProgress> reports));
        Assert.True(reports.Count(report => report.Stage == LayerStage.Applying && report.TarBytes < tar.Length) > 3);
        Assert.Equal(new LayerProgress(LayerStage.Committed, tar.Length, tar.Length, 1), reports[^1]);
        Assert.Equal(reports.OrderBy(report => report.TarBytes), reports);

        using Layer second = await fixture.Store.RegisterAsync(new MemoryStream(tar), progress: new Reports(out reports));
        Assert.Equal(new LayerProgress(LayerStage.AlreadyPresent, tar.Length, tar.Length, 1), reports[^1]);
    }

    private sealed class Reports : IProgress<LayerProgress>
    {
        private readonly List<LayerProgress> _reports = [];

        public Reports(out List<LayerProgress> reports) => reports = _reports;

        public void Report(LayerProgress value) => _reports.Add(value);
    }
}
