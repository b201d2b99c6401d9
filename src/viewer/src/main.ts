import './viewer.css';

const place = document.getElementById('app');
if (place) place.textContent = document.title;
