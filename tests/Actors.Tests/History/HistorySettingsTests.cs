using CmsOrchestrator.Actors.History;

namespace CmsOrchestrator.Actors.Tests.History;

public sealed class HistorySettingsTests
{
    [Theory]
    [InlineData(1, 16)]
    [InlineData(5, 20)]
    [InlineData(30, 60)]
    [InlineData(60, 120)]
    [InlineData(43_200, 43_260)]
    public void What_is_no_longer_shown_is_stored_for_as_long_again_within_bounds(int shownMinutes, int storedMinutes) =>
        Assert.Equal(TimeSpan.FromMinutes(storedMinutes), new HistorySettings(TimeSpan.FromMinutes(shownMinutes)).StoredTime);
}
